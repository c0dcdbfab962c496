/**
 * Our files and nothing else: no inline script or style, no data: address. The end-to-end tests of the pages run under
 * this very policy, so that a page which would break behind it breaks there.
 */
export function contentSecurityPolicy(tilesOrigin?: string): string {
  const images = tilesOrigin === undefined ? "'self'" : `'self' ${tilesOrigin}`
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${images}`,
    `connect-src ${images}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export const CONTENT_SECURITY_POLICY = contentSecurityPolicy()
