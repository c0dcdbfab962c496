/** As simple-keyboard wants them: keys of a row separated by spaces, in braces those with a name. */
const BOTTOM = '{digits} {language} {space} {clear} {done}'

export const LAYOUTS = {
  letters: ['q w e r t y u i o p', 'a s d f g h j k l', '{shift} z x c v b n m {bksp}', BOTTOM],
  capitals: ['Q W E R T Y U I O P', 'A S D F G H J K L', '{shift} Z X C V B N M {bksp}', BOTTOM],
  digits: ['1 2 3 4 5 6 7 8 9 0', '- / : . , # & ( )', '+ @ ， 。 、 ； ？ ！ {bksp}', BOTTOM],
} as const

export type LayoutName = keyof typeof LAYOUTS

/** Keys that do something else than type. */
export const NAMED_KEYS = ['digits', 'language', 'space', 'clear', 'done', 'shift', 'bksp'] as const
export type NamedKey = (typeof NAMED_KEYS)[number]
