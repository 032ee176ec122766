/** Who is here. A press on somebody follows what they see. */
import { useEffect } from "react";
import { useStore } from "../../store.ts";
import { fit } from "../model/geometry.ts";
import { initials } from "../renderers/reader.ts";
import { useDesk } from "./context.ts";

const MAX = 5;

export function Avatars() {
  const { editor, people, viewer } = useDesk();
  const others = useStore(people.others);
  const following = useStore(editor.following);
  useFollowing();
  // One for each person, however many pages they have open.
  const persons = [...new Map(others.map((person) => [person.userId, person])).values()];
  return (
    <div className="avatars" role="group" aria-label="Who is here">
      <span className="avatar avatar-me" title={`${viewer} (you)`}>{initials(viewer)}</span>
      {persons.slice(0, MAX).map((person) => {
        const followed = others.some(({ key, userId }) => key === following && userId === person.userId);
        return (
          <button key={person.userId} type="button" className="avatar" style={{ background: person.color }} aria-pressed={followed} title={followed ? `You follow ${person.name}` : `Follow ${person.name}`} aria-label={followed ? `Stop following ${person.name}` : `Follow ${person.name}`} onClick={() => { editor.following.set(followed ? null : person.key); }}>
            {initials(person.name)}
          </button>
        );
      })}
      {persons.length > MAX && <span className="avatar avatar-more" title={persons.slice(MAX).map(({ name }) => name).join(", ")}>+{persons.length - MAX}</span>}
    </div>
  );
}

/** Shows what the followed person sees, for as long as that person is here. */
function useFollowing(): void {
  const { editor, people } = useDesk();
  useEffect(() => {
    const look = (): void => {
      const key = editor.following.get();
      if (key === null) return;
      const person = people.others.get().find((each) => each.key === key);
      const stage = editor.stage.get();
      if (!person) editor.following.set(null);
      else if (person.view && stage.width > 0) editor.setView(fit(person.view, stage, 0, Infinity));
    };
    const stops = [people.others.subscribe(look), editor.following.subscribe(look)];
    return () => { for (const stop of stops) stop(); };
  }, [editor, people]);
}

/** A frame around the canvas in the followed person's colour. */
export function FollowFrame() {
  const { editor, people } = useDesk();
  const following = useStore(editor.following);
  const person = useStore(people.others).find(({ key }) => key === following);
  if (!person) return null;
  return <div className="follow-frame" style={{ color: person.color }}><button type="button" onClick={() => { editor.following.set(null); }}>Following {person.name} · stop</button></div>;
}
