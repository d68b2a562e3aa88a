self.onmessage = (event: MessageEvent<number>) => {
  setInterval(() => self.postMessage(0), event.data)
}
