-- Wireframes -----------------------------------------------------------------------------------

CREATE TABLE wireframes (
    id {uuid} PRIMARY KEY,
    project_id {uuid} NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name {text} NOT NULL,
    -- Of the canvas, in CSS pixels.
    width bigint NOT NULL,
    height bigint NOT NULL,
    created_at bigint NOT NULL,
    -- When its name or its canvas changed last; edits are in its event stream.
    updated_at bigint NOT NULL
);
CREATE INDEX wireframes_by_project ON wireframes (project_id, created_at, id);

-- What the events up to one have made of a wireframe, as a Yjs update; later events come on top.
CREATE TABLE wireframe_states (
    wireframe_id {uuid} PRIMARY KEY REFERENCES wireframes (id) ON DELETE CASCADE,
    seq bigint NOT NULL,
    state {bytes} NOT NULL
) {table};

-- States that somebody gave a name.
CREATE TABLE wireframe_snapshots (
    id {uuid} PRIMARY KEY,
    wireframe_id {uuid} NOT NULL REFERENCES wireframes (id) ON DELETE CASCADE,
    name {text} NOT NULL,
    author_id {uuid} REFERENCES users (id) ON DELETE SET NULL,
    -- The drawing as JSON.
    drawing {text} NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX wireframe_snapshots_by_age ON wireframe_snapshots (wireframe_id, created_at, id);
CREATE INDEX wireframe_snapshots_by_author ON wireframe_snapshots (author_id);

-- Components that a project has beside the built-in ones.
CREATE TABLE components (
    id {uuid} PRIMARY KEY,
    project_id {uuid} NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name {text} NOT NULL,
    category {text} NOT NULL,
    description {text} NOT NULL,
    -- A JSON Schema.
    props_schema {text} NOT NULL,
    template {text} NOT NULL,
    default_width {float} NOT NULL,
    default_height {float} NOT NULL,
    created_at bigint NOT NULL,
    UNIQUE (project_id, name)
);

-- Keys of clients under which something was appended to a stream, so that they can ask again safely.
CREATE TABLE stream_keys (
    kind smallint NOT NULL,
    subject {uuid} NOT NULL,
    client_key {text} NOT NULL,
    noted_at bigint NOT NULL,
    PRIMARY KEY (kind, subject, client_key)
) {table};
CREATE INDEX stream_keys_by_age ON stream_keys (noted_at);

-- What turns that draw were asked for; the other turns work on files.
CREATE TABLE generation_sketches (
    generation_id {uuid} PRIMARY KEY REFERENCES generations (id) ON DELETE CASCADE,
    wireframe_id {uuid} NOT NULL,
    prompt {text} NOT NULL,
    -- Whether there was nothing on the wireframe, so that it can be laid out anew.
    begins boolean NOT NULL
) {table};
