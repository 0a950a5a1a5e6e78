/* rule_host.c - what a rule host asks of the house beyond what plugins need. */
#include <stdatomic.h>
#include <string.h>

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

void
dms_house_notice(struct dms_house *house, const char *plugin, const char *file,
                 const struct dms_error *reason)
{
    if (reason != NULL) {
        house_notice(house, plugin, file, reason);
        return;
    }
    struct dms_json *kept = dms_json_create_array();
    pthread_mutex_lock(&house->notice_lock);
    for (size_t i = 0; i < dms_json_count(house->notices); i++) {
        const struct dms_json *notice = dms_json_at(house->notices, i);
        const char *of = dms_json_text_at(notice, "plugin");
        if (of == NULL || strcmp(of, plugin) != 0)
            dms_json_take(kept, dms_json_copy(notice));
    }
    struct dms_json *old = house->notices;
    house->notices = kept;
    pthread_mutex_unlock(&house->notice_lock);
    dms_json_destroy(old);
}
