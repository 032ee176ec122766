/** A wireframe in small: the frames of its elements, read when the picture comes into sight. */
import { useEffect, useRef, useState } from "react";
import { CanvasThumbnailDocument } from "../../gql/graphql.ts";
import { ask } from "../api/client.ts";

interface Shape {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly component: string;
}

const MAX_SHAPES = 300;

export function Thumbnail({ id, width, height }: { id: string; width: number; height: number }) {
  const root = useRef<HTMLDivElement>(null);
  const [shapes, setShapes] = useState<readonly Shape[]>([]);
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const watch = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      watch.disconnect();
      // Without it the card shows an empty sheet, which is no harm.
      readShapes(id).then(setShapes, () => undefined);
    });
    watch.observe(element);
    return () => { watch.disconnect(); };
  }, [id]);
  return (
    <div ref={root} className="thumbnail">
      <svg viewBox={`0 0 ${width.toString()} ${height.toString()}`} preserveAspectRatio="xMidYMin slice" aria-hidden="true">
        <rect className="t-sheet" width={width} height={height} />
        {shapes.map((shape, i) => <rect key={i} className={kindOf(shape.component)} x={shape.x} y={shape.y} width={shape.width} height={shape.height} rx={6} />)}
      </svg>
    </div>
  );
}

async function readShapes(id: string): Promise<Shape[]> {
  const { node } = await ask(CanvasThumbnailDocument, { id });
  if (!node || !("elements" in node)) return [];
  const elements = node.elements as readonly (Shape & { id: string; parentId?: string | null })[];
  const corners = new Map<string, { x: number; y: number }>();
  // The server lists each element behind the one that it is in.
  return elements.slice(0, MAX_SHAPES).map((element) => {
    const above = corners.get(element.parentId ?? "") ?? { x: 0, y: 0 };
    const place = { x: above.x + element.x, y: above.y + element.y };
    corners.set(element.id, place);
    return { ...element, ...place };
  });
}

function kindOf(component: string): string {
  if (/^(Button|CallToAction)$/.test(component)) return "t-accent";
  if (/^(Heading|Text|Link|Badge|Tag|Icon|Breadcrumbs|Tabs)$/.test(component)) return "t-text";
  return /^(Image|Video|Map|Carousel|Chart|Hero)$/.test(component) ? "t-picture" : "t-box";
}
