/** Reads `--name value` options; every problem is said at once, with what is allowed. */
export function readOptions(argv, known) {
  const options = Object.fromEntries(Object.entries(known).map(([name, option]) => [name, option.default]))
  const problems = []
  for (let at = 0; at < argv.length; at++) {
    const [flag, inline] = argv[at].split('=', 2)
    const name = flag.replace(/^--/, '')
    const option = flag.startsWith('--') ? known[name] : undefined
    if (option === undefined) {
      problems.push(
        `unknown option ${flag}; known: ${Object.keys(known)
          .map((key) => `--${key}`)
          .join(', ')}`,
      )
      continue
    }
    const text = inline ?? argv[++at]
    const value = text === undefined ? undefined : option.parse(text)
    if (value === undefined)
      problems.push(`${flag} needs ${option.needs}${text === undefined ? '' : `, not "${text}"`}`)
    else options[name] = value
  }
  return { options, problems }
}

export const wholeNumber = (least, most) => (text) => {
  const value = Number(text)
  return Number.isInteger(value) && value >= least && value <= most ? value : undefined
}

export const positiveNumber = (most) => (text) => {
  const value = Number(text)
  return value > 0 && value <= most ? value : undefined
}
