import type { Route } from '../route.ts'
import { beijingTianjin } from './beijing-tianjin.ts'
import { guangzhouShenzhen } from './guangzhou-shenzhen.ts'
import { shanghaiHangzhou } from './shanghai-hangzhou.ts'

export const ROUTE_IDS = ['shanghai-hangzhou', 'beijing-tianjin', 'guangzhou-shenzhen'] as const
export type RouteId = (typeof ROUTE_IDS)[number]

export const ROUTES: Readonly<Record<RouteId, Route>> = {
  'shanghai-hangzhou': shanghaiHangzhou,
  'beijing-tianjin': beijingTianjin,
  'guangzhou-shenzhen': guangzhouShenzhen,
}
