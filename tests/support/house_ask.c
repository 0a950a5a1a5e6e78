/* house_ask.c - see house_ask.h. */
#include "support/house_ask.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum dms_status
house_ask(struct dms_house *house, const char *text, struct dms_json **answer)
{
    static const struct dms_request request = { .size = sizeof(request),
                                                .flags = DMS_AS_HOUSE };
    struct dms_json *question = NULL, *said = NULL;
    enum dms_status st = dms_json_load(text, strlen(text), &question, NULL);
    if (st == DMS_OK)
        st = dms_house_ask(house, &request, question, &said, NULL);
    dms_json_destroy(question);
    if (answer != NULL)
        *answer = said;
    else
        dms_json_destroy(said);
    return st;
}

enum dms_status
house_write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return DMS_STORAGE;
    int said = fputs(text, file);
    return fclose(file) == 0 && said >= 0 ? DMS_OK : DMS_STORAGE;
}

enum dms_status
house_write_rule(const char *dir, const char *name, const char *text)
{
    char path[300];
    snprintf(path, sizeof(path), "%s/scripts", dir);
    mkdir(path, 0700);
    snprintf(path, sizeof(path), "%s/scripts/common", dir);
    mkdir(path, 0700);
    snprintf(path, sizeof(path), "%s/scripts/common/%s.lua", dir, name);
    return house_write_file(path, text);
}
