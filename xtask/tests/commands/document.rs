//! A small document for tests of commands.

/// A document with one operation and one schema, which has these properties.
pub(crate) fn document(version: &str, properties: &str) -> String {
    let text = "
openapi: 3.0.0
info: {title: Trees, version: VERSION, description: Trees.}
servers: [{url: 'https://api.example.com/'}]
paths:
  /v1/trees/{tree}:
    get:
      operationId: GetTreesTree
      parameters:
        - {name: tree, in: path, required: true, style: simple, schema: {type: string}}
      responses:
        '200':
          description: One.
          content: {application/json: {schema: {$ref: '#/components/schemas/tree'}}}
components:
  schemas:
    tree:
      type: object
      required: [object]
      properties:
        object: {type: string, enum: [tree]}
PROPERTIES
";
    let properties: String = properties
        .lines()
        .map(|line| format!("        {line}\n"))
        .collect();
    text.replace("VERSION", version)
        .replace("PROPERTIES\n", &properties)
}
