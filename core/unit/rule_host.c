/* rule_host.c - what a rule host asks of the house beyond what plugins need. */
#include <stdatomic.h>

#include "unit/house.h"

const struct dms_field *
dms_house_field(const struct dms_house *house, const char *entity, const char *field)
{
    const struct catalogue *catalogue = atomic_load(&house->catalogue);
    const struct entity *found =
        catalogue == NULL ? NULL : entity_at(catalogue->entities, entity);
    if (found == NULL)
        return NULL;
    const struct entity_field *declared = entity_field_at(found, field);
    if (declared != NULL)
        return &declared->card;
    int column = entity_column_at(field);
    return column < 0 ? NULL : &entity_columns[column];
}

enum dms_status
dms_house_words(struct dms_house *house, const char *language, const struct dms_json *words,
                struct dms_error *error)
{
    return messages_put(house->messages, language, words, error);
}

const char *
dms_house_plugin_path(const struct dms_house *house)
{
    return house->plugin_path;
}
