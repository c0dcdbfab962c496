/**
 * Our files and nothing else: no inline script or style, no data: address. The end-to-end tests of the pages run under
 * this very policy, so that a page which would break behind it breaks there.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
