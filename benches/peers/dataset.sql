-- What all servers read, in Maquette's own tables: 100 people, 2,000 projects, of which each person owns 20
-- and edits 20 others, 20 files and 5 versions a project. The first project has all 100 as members.
-- The person who registered first is there already, and all others get their password.
CREATE EXTENSION pgcrypto;
CREATE EXTENSION pg_stat_statements;

CREATE FUNCTION bench_id(kind text, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE
RETURN overlay(overlay(md5(kind || number) PLACING '7' FROM 13) PLACING '8' FROM 17)::uuid;

CREATE FUNCTION bench_git_id(kind text, content bytea) RETURNS bytea LANGUAGE sql IMMUTABLE
RETURN digest(convert_to(kind || ' ' || length(content), 'UTF8') || '\x00'::bytea || content, 'sha1');

-- Whole milliseconds, which all servers can show; a second apart, so that the order is plain.
CREATE FUNCTION bench_time(number bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
RETURN 1780000000123000 + number * 1000000;

INSERT INTO users (id, email, email_key, display_name, password_hash, role, created_at)
SELECT bench_id('user', n), 'bench' || n || '@example.com', 'bench' || n || '@example.com',
       'Person ' || n, u.password_hash, 'user', bench_time(n)
FROM generate_series(0, 99) n, (SELECT password_hash FROM users LIMIT 1) u;

INSERT INTO projects (id, owner_id, name, name_key, description, search_key, revision, file_count, file_bytes,
                      head_version_id, version_count, preview_label, slug, created_at, updated_at)
SELECT bench_id('project', n), bench_id('user', n % 100), 'Habit tracker ' || n, 'habit tracker ' || n,
       'Streaks, a weekly chart and reminders for the habits of person ' || n % 100,
       'habit tracker ' || n, 40, 20, 20 * 2048, bench_id('version', n * 5 + 4), 5, 'bench-preview-' || n,
       'bench-' || n, bench_time(n), bench_time(10000 + n)
FROM generate_series(0, 1999) n;

INSERT INTO project_members (project_id, user_id, role, joined_at)
SELECT bench_id('project', n), bench_id('user', n % 100), 'owner', bench_time(n)
FROM generate_series(0, 1999) n
UNION ALL
SELECT bench_id('project', n), bench_id('user', (n + n / 100 + 1) % 100), 'editor', bench_time(n)
FROM generate_series(0, 1999) n
ON CONFLICT DO NOTHING;

INSERT INTO project_members (project_id, user_id, role, joined_at)
SELECT bench_id('project', 0), bench_id('user', n), 'editor', bench_time(n) FROM generate_series(0, 99) n
ON CONFLICT DO NOTHING;

CREATE TEMP TABLE contents AS
SELECT n, content, bench_git_id('blob', content) AS id
FROM (SELECT n, convert_to(rpad('const part' || n || ' = 1;' || E'\n', 2048, '// a line' || E'\n'), 'UTF8') AS content
      FROM generate_series(0, 199) n) c;

INSERT INTO blobs (id, size, data, touched_at)
SELECT id, 2048, content, extract(epoch FROM now())::bigint * 1000000 FROM contents;

INSERT INTO files (project_id, path, blob_id, size, updated_at)
SELECT bench_id('project', p), 'src/parts/Part' || to_char(f, 'FM00') || '.tsx', c.id, 2048, bench_time(p + f)
FROM generate_series(0, 1999) p, generate_series(0, 19) f JOIN contents c ON c.n % 20 = f AND c.n < 20;

INSERT INTO trees (id, data, touched_at)
VALUES (bench_git_id('tree', ''), '', extract(epoch FROM now())::bigint * 1000000);

INSERT INTO versions (id, project_id, number, kind, message, commit_id, commit_data, tree_id, parent_id,
                      author_id, created_at)
SELECT bench_id('version', v), bench_id('project', v / 5), v % 5 + 1, 'manual',
       'Add the weekly chart, step ' || v % 5 + 1, bench_git_id('commit', convert_to(v::text, 'UTF8')),
       convert_to(v::text, 'UTF8'), bench_git_id('tree', ''),
       CASE WHEN v % 5 > 0 THEN bench_id('version', v - 1) END, bench_id('user', v / 5 % 100), bench_time(v)
FROM generate_series(0, 9999) v;

-- For PostGraphile: the reference that the tables leave out, whose projects, and the write as one function.
COMMENT ON TABLE projects IS '@foreignKey (head_version_id) references versions (id)';

CREATE FUNCTION viewer_projects(viewer uuid) RETURNS SETOF projects LANGUAGE sql STABLE AS $$
  SELECT p.* FROM projects p JOIN project_members m ON m.project_id = p.id
  WHERE m.user_id = viewer AND p.deleted_at IS NULL ORDER BY p.updated_at DESC, p.id DESC
$$;

CREATE FUNCTION write_file(viewer uuid, project uuid, path text, content text) RETURNS files
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  bytes bytea := convert_to(content, 'UTF8');
  blob bytea := bench_git_id('blob', bytes);
  moment bigint := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
  since bigint;
  former bigint;
  place bigint;
  written files;
BEGIN
  UPDATE projects p SET revision = revision + 1, updated_at = moment FROM project_members m
  WHERE p.id = project AND p.deleted_at IS NULL AND m.project_id = p.id AND m.user_id = viewer
    AND m.role IN ('owner', 'editor') RETURNING p.revision INTO since;
  IF NOT FOUND THEN RAISE 'There is no such project that you may change.'; END IF;
  INSERT INTO blobs (id, size, data, touched_at) VALUES (blob, length(bytes), bytes, moment)
  ON CONFLICT (id) DO UPDATE SET touched_at = excluded.touched_at;
  SELECT f.size INTO former FROM files f WHERE f.project_id = project AND f.path = write_file.path;
  INSERT INTO files (project_id, path, blob_id, size, updated_at)
  VALUES (project, write_file.path, blob, length(bytes), moment)
  ON CONFLICT (project_id, path) DO UPDATE SET blob_id = excluded.blob_id, size = excluded.size,
    updated_at = excluded.updated_at RETURNING * INTO written;
  INSERT INTO unsaved_paths (project_id, path) VALUES (project, write_file.path) ON CONFLICT DO NOTHING;
  UPDATE projects SET file_count = file_count + CASE WHEN former IS NULL THEN 1 ELSE 0 END,
    file_bytes = file_bytes + length(bytes) - coalesce(former, 0) WHERE id = project;
  INSERT INTO streams (kind, subject, head, floor) VALUES (2, project, 1, 0)
  ON CONFLICT (kind, subject) DO UPDATE SET head = streams.head + 1 RETURNING head INTO place;
  INSERT INTO events (kind, subject, seq, occurred_at, actor_id, payload)
  VALUES (2, project, place, moment, viewer,
          json_build_object('type', 'files_changed', 'paths', json_build_array(write_file.path), 'revision', since));
  RETURN written;
END
$$;

-- They are called with the viewer that the server has proved, and by nobody else.
COMMENT ON FUNCTION viewer_projects IS '@behavior -*';
COMMENT ON FUNCTION write_file IS '@behavior -*';

ANALYZE;
