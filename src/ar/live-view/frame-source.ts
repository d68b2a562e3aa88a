/** Frames of a remote stream as they are presented. */
export interface FrameSource {
  readonly video: HTMLVideoElement
  setStream(stream: MediaStream | undefined): void
  /** Whether frames are wanted while the page is hidden: browsers then present none by themselves. */
  setKeepDrawing(isWanted: boolean): void
  close(): void
}

/** How often a hidden page looks at the video, in milliseconds; browsers make it less often when nobody hears the page. */
const HIDDEN_INTERVAL = 40

/** @param onFrame called when a new frame can be drawn from `video`, in the same task in which it was presented */
export function createFrameSource(onFrame: () => void): FrameSource {
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.autoplay = true
  video.setAttribute('aria-hidden', 'true')
  // Kept in the page, since some browsers do not play what is in no page; too small and pale to be seen.
  video.style.cssText = 'position:fixed;left:0;top:0;width:1px;height:1px;opacity:0;pointer-events:none'
  document.body.append(video)

  let closed = false
  let callback = 0
  let interval: number | undefined
  let keepDrawing = false

  function presented(): void {
    if (closed) return
    ask()
    onFrame()
  }

  function ask(): void {
    callback = video.requestVideoFrameCallback(presented)
  }

  function whileHidden(): void {
    const isNeeded = keepDrawing && document.hidden && video.srcObject !== null
    if (isNeeded && interval === undefined) {
      interval = window.setInterval(() => {
        if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) onFrame()
      }, HIDDEN_INTERVAL)
    } else if (!isNeeded && interval !== undefined) {
      window.clearInterval(interval)
      interval = undefined
    }
  }

  document.addEventListener('visibilitychange', whileHidden)
  ask()

  return {
    video,
    setStream(stream) {
      video.srcObject = stream ?? null
      // Refused only when a newer stream takes over, which then plays.
      if (stream !== undefined) void video.play().catch(() => {})
      whileHidden()
    },
    setKeepDrawing(isWanted) {
      keepDrawing = isWanted
      whileHidden()
    },
    close() {
      closed = true
      video.cancelVideoFrameCallback(callback)
      if (interval !== undefined) window.clearInterval(interval)
      document.removeEventListener('visibilitychange', whileHidden)
      video.srcObject = null
      video.remove()
    },
  }
}
