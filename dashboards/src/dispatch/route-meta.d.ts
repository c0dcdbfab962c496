import 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    /** the page fills the window and scrolls by itself */
    wide?: boolean
    /** the page stands alone, without the console around it */
    bare?: boolean
  }
}
