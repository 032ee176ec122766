//! The table `components`.

use sea_orm::FromQueryResult;

use super::Listed;
use crate::clock::Timestamp;
use crate::db::{Sql, Tx};
use crate::error::{Context as _, Result};
use crate::ids::{ComponentId, ProjectId};
use crate::values;
use crate::wireframes::components::Component;

#[derive(FromQueryResult)]
struct ComponentRow {
    id: ComponentId,
    project_id: ProjectId,
    name: String,
    category: String,
    description: String,
    props_schema: String,
    template: String,
    default_width: f64,
    default_height: f64,
}

impl TryFrom<ComponentRow> for Listed {
    type Error = crate::error::Error;

    fn try_from(row: ComponentRow) -> Result<Self> {
        let component = Component {
            name: row.name,
            category: row.category,
            description: row.description,
            default_width: row.default_width,
            default_height: row.default_height,
            container: false,
            props_schema: serde_json::from_str(&row.props_schema).context("read a component's schema")?,
            template: Some(row.template),
        };
        Ok(Self { id: row.id, project: Some(row.project_id), component })
    }
}

const COMPONENT: &str =
    "id, project_id, name, category, description, props_schema, template, default_width, default_height";

/// A project's components, by category and name.
pub(super) async fn list(connection: &impl Sql, project: ProjectId) -> Result<Vec<Listed>> {
    let sql = format!("SELECT {COMPONENT} FROM components WHERE project_id = $1 ORDER BY category, name");
    let rows: Vec<ComponentRow> = connection.rows(&sql, values![project]).await?;
    rows.into_iter().map(Listed::try_from).collect()
}

pub(super) async fn find(connection: &impl Sql, id: ComponentId) -> Result<Option<Listed>> {
    let sql = format!("SELECT {COMPONENT} FROM components WHERE id = $1");
    let row: Option<ComponentRow> = connection.row(&sql, values![id]).await?;
    row.map(Listed::try_from).transpose()
}

pub(super) async fn insert(tx: &Tx, project: ProjectId, listed: &Listed, now: Timestamp) -> Result<()> {
    let Component {
        name, category, description, default_width, default_height, props_schema, template, ..
    } = &listed.component;
    tx.run(
        "INSERT INTO components (id, project_id, name, category, description, props_schema, template, \
         default_width, default_height, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        values![
            listed.id,
            project,
            name.as_str(),
            category.as_str(),
            description.as_str(),
            props_schema.to_string(),
            template.as_deref().unwrap_or_default(),
            *default_width,
            *default_height,
            now
        ],
    )
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &Tx, project: ProjectId, id: ComponentId) -> Result<bool> {
    let sql = "DELETE FROM components WHERE id = $1 AND project_id = $2";
    Ok(tx.run(sql, values![id, project]).await? > 0)
}
