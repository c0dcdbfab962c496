import { createApp } from 'vue'
import { createLanguages } from '../ui/language.ts'
import CabApp from './CabApp.vue'
import { en } from './messages/en.ts'
import { zh } from './messages/zh.ts'
import { createRecorderLink } from './recorder-link.ts'
import '../ui/tokens.css'
import '../ui/base.css'
import './cab.css'

const link = createRecorderLink()

createApp(CabApp, { link })
  .use(createLanguages({ 'zh-CN': zh, en }))
  .mount('#page')
