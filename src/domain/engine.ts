/** What every engine looks like from a screen: a value that changes, and a way to hear of it. */
export interface Readable<T> {
  /** The current value; the same object until something changed. */
  snapshot(): T
  /** Calls back after each change; returns its own off-function. */
  subscribe(onChange: () => void): () => void
}

export interface Engine<T> extends Readable<T> {
  /** Ends everything the engine started; safe to call twice. */
  close(): void
}

export interface WritableValue<T> extends Readable<T> {
  set(next: T): void
}

/** A value that tells its listeners; setting the same object again tells nobody. */
export function createValue<T>(initial: T): WritableValue<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    snapshot: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      // A copy: who unsubscribes while being told must not make another be skipped, nor a newcomer be told twice.
      for (const listener of Array.from(listeners)) listener()
    },
    subscribe(onChange) {
      listeners.add(onChange)
      return () => void listeners.delete(onChange)
    },
  }
}

/** A set of callbacks; `on` returns its own off-function. */
export interface Signal<Args extends readonly unknown[]> {
  on(callback: (...args: Args) => void): () => void
  emit(...args: Args): void
}

export function createSignal<Args extends readonly unknown[]>(): Signal<Args> {
  const callbacks = new Set<(...args: Args) => void>()
  return {
    on(callback) {
      callbacks.add(callback)
      return () => void callbacks.delete(callback)
    },
    emit(...args) {
      for (const callback of Array.from(callbacks)) callback(...args)
    },
  }
}
