/** As contact is compared: `+86 138-0013-8000` and `+8613800138000` are one number, and e-mail has no upper case. */
export function contactForm(text: string): string {
  return text.includes('@') ? text.trim().toLowerCase() : text.replaceAll(/[^\d+]/g, '')
}
