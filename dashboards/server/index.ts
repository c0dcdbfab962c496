export { type PagesServer, startPagesServer } from './pages-server.ts'
