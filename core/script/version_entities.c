/* version_entities.c - every version of the rules that ever ran is a record, with its files;
 * and so is every step by which a person or a saved file made it the active one. */
#include "script/version.h"

static const char *const states[] = { "kept",      "active", "retired",
                                      "withdrawn", "pilot",  NULL };
static const char *const steps[] = { "proposed",  "planned", "active",      "rolled_back",
                                     "cancelled", "pilot",   "pilot_ended", NULL };

static const struct dms_field ruleset_fields[] = {
    { .name = "digest", .type = DMS_TEXT, .flags = DMS_REQUIRED | DMS_UNIQUE },
    { .name = "status",
      .type = DMS_CHOICE,
      .flags = DMS_REQUIRED | DMS_INDEX,
      .choices = states },
    { .name = "activated_at", .type = DMS_TIME },
    { .name = "reason", .type = DMS_TEXT },
    { .name = "by", .type = DMS_TEXT },
};

static const struct dms_field rule_file_fields[] = {
    { .name = "ruleset",
      .type = DMS_REFERENCE,
      .target = "core.ruleset",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "layer", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "code", .type = DMS_TEXT },
    { .name = "path", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "digest", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    /* In JSON's written form, where a text keeps its first and last blanks. */
    { .name = "source", .type = DMS_STRUCTURED, .max_length = 4 << 20 },
};

static const struct dms_field activation_fields[] = {
    { .name = "ruleset",
      .type = DMS_REFERENCE,
      .target = "core.ruleset",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "step",
      .type = DMS_CHOICE,
      .flags = DMS_REQUIRED | DMS_INDEX,
      .choices = steps },
    { .name = "by", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "reason", .type = DMS_TEXT },
    { .name = "report", .type = DMS_TEXT },
    { .name = "from_at", .type = DMS_TIME },
    { .name = "replaced", .type = DMS_REFERENCE, .target = "core.ruleset" },
    { .name = "stores", .type = DMS_TEXT },
};

const struct dms_entity version_ruleset =
    DMS_ENTITY(.name = "core.ruleset", .flags = DMS_SHARED | DMS_NO_EVENTS,
               .title = "digest", DMS_FIELDS(ruleset_fields));
const struct dms_entity version_rule_file =
    DMS_ENTITY(.name = "core.rule_file",
               .flags = DMS_SHARED | DMS_APPEND_ONLY | DMS_NO_EVENTS, .title = "path",
               .parent = "ruleset", DMS_FIELDS(rule_file_fields));
const struct dms_entity version_activation =
    DMS_ENTITY(.name = "core.activation",
               .flags = DMS_SHARED | DMS_APPEND_ONLY | DMS_NO_EVENTS, .title = "reason",
               DMS_FIELDS(activation_fields));
