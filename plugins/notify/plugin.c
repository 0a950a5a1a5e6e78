/* plugin.c - the card of notify and the one door it comes in by. */
#include "sender.h"

static enum dms_status
register_hooks(struct dms_registrar *registrar, const struct dms_hook *hooks,
               struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (; st == DMS_OK && hooks->name != NULL; hooks++)
        st = dms_register_hook(registrar, hooks, error);
    return st;
}

static void
config_changed(struct dms_house *house, void *data)
{
    (void)house, (void)data;
    sender_wake();
}

static const struct dms_config_key keys[] = {
    /* Certificates, PEM, that vouch for receivers instead of the system's. */
    { .name = "ca_file", .type = DMS_CONFIG_FILE },
};

static const struct dms_config_section section =
    DMS_CONFIG_SECTION(.name = "notify", DMS_CONFIG_KEYS(keys),
                       .changed = config_changed);

static enum dms_status
notify_start(struct dms_registrar *registrar, struct dms_error *error)
{
    static const struct dms_entity *const entities[] = { &notify_webhook_entity,
                                                         &notify_delivery_entity,
                                                         &notify_address_entity };
    static const struct dms_hook *const hooks[] = { notify_webhook_hooks,
                                                    notify_delivery_hooks,
                                                    notify_address_hooks };
    enum dms_status st = dms_register_config(registrar, &section, error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(entities) / sizeof(entities[0]); i++)
        st = dms_register_entity(registrar, entities[i], error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(hooks) / sizeof(hooks[0]); i++)
        st = register_hooks(registrar, hooks[i], error);
    if (st == DMS_OK)
        st = dms_register_call(registrar, &notify_rotate_secret_call, error);
    if (st == DMS_OK)
        st = dms_register_call(registrar, &notify_may_reach_call, error);
    return st == DMS_OK ? notify_register_subscriber(registrar, error) : st;
}

DMS_PLUGIN(.name = "notify", .version = "1.0.0", .start = notify_start,
           .stop = sender_stop, .serve = sender_serve);
