/** Names of requests that change something, which a person makes now and then, and of those that only ask. Data. */

/** What the first word of a handler's or an event's name says it does. */
export const CHANGES =
  /^(?:add|append|apply|approve|archive|assign|bulk|cancel|change|clear|clone|close|complete|configure|confirm|copy|create|delete|destroy|disable|discard|duplicate|edit|enable|erase|finalize|finish|import|insert|install|invalidate|invite|link|mark|move|new|patch|post|publish|purge|put|recreate|register|remove|rename|reorder|replace|reset|restore|revoke|save|set|store|submit|sync|toggle|uninstall|unlink|update|upload|upsert|write)$/;

/** A `GET` whose path ends so changes something all the same. */
export const CHANGES_ANYWAY = /^(?:clear|delete|install|purge|rebuild|remove|reset|restore|uninstall|upgrade)$/;

/** Words of a `POST` that only asks, of its path or of its handler. */
export const ASKS =
  /^(?:all|autocomplete|browse|chat|check|completions?|count|exists|export|fetch|filter|find|generate|get|graphql|info|list|load|lookup|preview|query|read|references?|render|resolve|search|session|show|status|suggest|validate|verify|view)$/;
