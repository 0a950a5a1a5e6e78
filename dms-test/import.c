/* import.c - a text goes through an importer as a file does. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"

/* The second line of the file of rejects: line, field, reason, and the row. */
static char *
first_rejected(const char *path)
{
    char *line = NULL;
    size_t room = 0;
    FILE *file = fopen(path, "r");
    bool found = file != NULL && getline(&line, &room, file) > 0 &&
                 getline(&line, &room, file) > 0;
    if (file != NULL)
        fclose(file);
    if (found)
        line[strcspn(line, "\r\n")] = '\0';
    else
        free(line);
    return found ? line : NULL;
}

int64_t(dms_test_import)(struct dms_test *test, const char *target, const char *text)
{
    char path[96], rejects[112];
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
    snprintf(rejects, sizeof(rejects), "%s.rejects", path);
    remove(rejects);
    options.rejects = rejects;
    struct dms_json *answer = NULL;
    enum dms_status st =
        dms_house_import(test->house, &request, &options, &answer, test->error);
    test->answer = answer;
    free(test->rejected);
    test->rejected = first_rejected(rejects);
    if (st != DMS_OK)
        test_refuse(test);
    return dms_json_integer_at(answer, "accepted");
}
