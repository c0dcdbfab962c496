import { build } from './build.mjs'
import { install } from './install.mjs'

/** What a script needs that runs from source beside the built programs; a problem ends it in words, without a stack. */
export async function prepareOrExit() {
  const say = (text) => console.error(text)
  try {
    const { compiled } = await install({ withTests: true, say })
    await build({ say })
    await compiled
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
