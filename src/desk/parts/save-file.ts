/** Saves what stands at `url` (a data, blob or own address) under that name, as if the person had clicked a download link. */
export function saveFile(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
}
