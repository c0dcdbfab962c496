/** What the page shows; the cards come back by themselves when the recorder is gone. */
export type Screen =
  | { readonly at: 'home' | 'network' | 'trip' }
  | { readonly at: 'checklist'; readonly stop: string }
  | { readonly at: 'hand-over'; readonly shipment: string }
  | { readonly at: 'sheet'; readonly document: string }
