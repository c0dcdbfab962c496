/** Does one thing in a task of its own after the next picture, so that what it makes is laid out with the one after. */
export function createNextPicture(): { ask(what: () => void): void; cancel(): void } {
  let picture: number | undefined
  let task: ReturnType<typeof setTimeout> | undefined

  function cancel(): void {
    if (picture !== undefined) cancelAnimationFrame(picture)
    clearTimeout(task)
    picture = task = undefined
  }

  return {
    ask(what) {
      cancel()
      picture = requestAnimationFrame(() => {
        task = setTimeout(() => {
          picture = task = undefined
          what()
        })
      })
    },
    cancel,
  }
}
