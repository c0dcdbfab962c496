export const consentEn = {
  heading: 'Access for an app',
  title: '“{app}” asks for access',
  signedInAs: 'You are signed in as',
  notYou: 'Someone else?',
  asks: 'The app wants, in your name:',
  limits: 'It may never do more than you may yourself.',
  goesTo: 'Afterwards you go on to',
  allow: 'Allow',
  deny: 'Do not allow',
  later: 'The permission ends after 90 days at the latest. You can take it back under “My account” at any time.',
  leaving: 'Going back to the app …',
  invalid: 'This request of an app is not valid',
  home: 'To the start page',
}

export const scopeEn = {
  telemetryRead: 'See where trucks are, their temperatures and alarms',
  fleetRead: 'See trucks, cold rooms, probes, devices and certificates',
  fleetWrite: 'Change trucks, cold rooms and probes, and file certificates',
  tripsRead: 'See trips and shipments',
  tripsWrite: 'Plan and change trips and shipments',
  other: 'Another right: {scope}',
}
