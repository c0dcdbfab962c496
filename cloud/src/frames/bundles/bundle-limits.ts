/** One frame that is asked for costs the taking apart of its whole bundle. */
export const MOST_FRAMES = 512
/** A follower at one position must look at every bundle whose first and last position stand around it. */
export const MOST_POSITIONS_APART = 2 ** 22
