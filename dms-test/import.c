/* import.c - a text goes through an importer as a file does. */
#include <stdio.h>

#include "inside.h"

int64_t(dms_test_import)(struct dms_test *test, const char *target, const char *text)
{
    char path[96];
    struct dms_request request = { .size = sizeof(request), .store = "T01" };
    struct dms_import_options options = { .size = sizeof(options), .target = target };
    request.user = test->user[0] != '\0' ? test->user : NULL;
    request.flags = request.user == NULL ? DMS_AS_HOUSE : 0;
    test_forget(test);
    snprintf(path, sizeof(path), "%s/import", test->dir);
    FILE *file = fopen(path, "w");
    if (file == NULL || fputs(text, file) < 0)
        test_fail(test, "%s cannot be written", path);
    fclose(file);
    options.file = path;
    struct dms_json *answer = NULL;
    enum dms_status st =
        dms_house_import(test->house, &request, &options, &answer, test->error);
    test->answer = answer;
    if (st != DMS_OK)
        test_refuse(test);
    return dms_json_integer_at(answer, "accepted");
}
