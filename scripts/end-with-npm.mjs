/**
 * A signal to npm ends the shell between it and us, and nobody tells us: the server would stay behind with its port and
 * its folder. So whoever loses the parent it was started by stops as if it had been told to.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  timer.unref()
}
