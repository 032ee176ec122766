/** Elements on the canvas. Each is drawn again only when it, or what is directly in it, changes. */
import { memo, useMemo } from "react";
import { useStore } from "../../store.ts";
import type { Props } from "../model/element.ts";
import { draw } from "../renderers/renderers.tsx";
import { Reader } from "../renderers/reader.ts";
import { Custom } from "../template/custom.tsx";
import type { Template } from "../template/read.ts";
import { useDesk, useElement } from "./context.ts";

export const ElementView = memo(function ElementView({ id }: { id: string }) {
  const { editor } = useDesk();
  const { element, children } = useElement(id);
  const library = useStore(editor.library);
  if (!element) return null;
  const { x, y, width, height, component, props } = element;
  return (
    <div className="wf-element" data-element={id} style={{ transform: `translate(${x.toString()}px, ${y.toString()}px)`, width, height }}>
      <Look component={component} props={props} defaults={library.defaults(component)} template={library.template(component)} width={width} height={height} />
      {children.map((child) => <ElementView key={child} id={child} />)}
    </div>
  );
});

/** What a component shows, which does not depend on where it is. */
export const Look = memo(function Look({ component, props, defaults, template, width, height }: { component: string; props: Props; defaults: Props; template: Template | null; width: number; height: number }) {
  const all = useMemo(() => ({ ...defaults, ...props }), [defaults, props]);
  return <div className="wf-look">{template ? <Custom template={template} props={all} /> : draw(component, new Reader(all, width, height))}</div>;
});
