/** What the page shows; the cards come back by themselves when the recorder is gone. */
export type Screen =
  | { readonly at: 'home' | 'trip' | 'checklist' }
  | { readonly at: 'hand-over'; readonly shipment: string }
  | { readonly at: 'sheet'; readonly document: string }
