import { Bounds, OrbitControls } from '@react-three/drei'
import { Canvas } from '@react-three/fiber'
import { Component, useEffect, useState, type ReactElement, type ReactNode } from 'react'
import type { Object3D } from 'three'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import type { GalleryModel } from '#domain/media.ts'
import { succeed, type Outcome } from '#domain/problem.ts'
import { Spinner } from '#ui/spinner.tsx'
import styles from './gallery.module.css'

const NO_3D =
  'This browser cannot draw in 3D. Turn on hardware acceleration in its settings, or use another browser.'

/** Edge of the squares that the model stands on, in metres. */
const SQUARE = 0.1
const SQUARES = 20

/** Loads the model's own file, and gives everything back when the viewer is closed. */
function useModel(modelId: string): Outcome<Object3D | undefined> {
  const [outcome, setOutcome] = useState<Outcome<Object3D | undefined>>(succeed(undefined))
  useEffect(() => {
    const library = createModelLibrary()
    let cancelled = false
    const load = async (): Promise<void> => {
      const loaded = await library.instantiate(modelId)
      if (!cancelled) setOutcome(loaded)
    }
    void load()
    return () => {
      cancelled = true
      library.dispose()
    }
  }, [modelId])
  return outcome
}

/** A model in real size on squared ground, to turn, move and zoom by mouse, finger or keys. */
export function ModelViewer({ model }: { readonly model: GalleryModel }): ReactElement {
  const outcome = useModel(model.id)
  if (!outcome.ok) return <Words text={outcome.problem.sentence} />
  if (outcome.value === undefined) {
    return (
      <div className={styles.stageWords}>
        <Spinner label="Loading the model" showLabel />
      </div>
    )
  }
  const span = Math.max(...model.size)
  return (
    <NoWebGl fallback={<Words text={NO_3D} />}>
      <Canvas
        frameloop="demand"
        dpr={[1, 2]}
        aria-label={`${model.name} in 3D`}
        role="img"
        camera={{ position: [span * 1.1, span, span * 1.6], fov: 32, near: span / 100, far: span * 60 }}
        fallback={<Words text={NO_3D} />}
      >
        <hemisphereLight args={[0xffffff, 0x8f8a84, 0.7]} />
        <directionalLight position={[-0.6, 1.2, 0.9]} intensity={1.7} />
        <gridHelper args={[SQUARE * SQUARES, SQUARES, 0x7a7e84, 0xa8adb4]} />
        <Bounds fit clip observe margin={1.25}>
          <primitive object={outcome.value} />
        </Bounds>
        <OrbitControls makeDefault enableDamping={false} maxPolarAngle={Math.PI * 0.55} />
      </Canvas>
    </NoWebGl>
  )
}

function Words({ text }: { readonly text: string }): ReactElement {
  return (
    <p className={styles.stageWords} role="alert">
      {text}
    </p>
  )
}

interface NoWebGlProps {
  readonly fallback: ReactNode
  readonly children: ReactNode
}

/** Where there is no WebGL the canvas throws while it is made; the page then says so instead of falling over. */
class NoWebGl extends Component<NoWebGlProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true }
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.fallback : this.props.children
  }
}
