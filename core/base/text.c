/* text.c - growing text. */
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"

static void
make_room(struct text *text, size_t more)
{
    size_t need = text->size + more + 1;
    if (need <= text->room)
        return;
    text->room = text->room * 2 > need ? text->room * 2 : need + 32;
    text->data = memory_grow(text->data, text->room);
}

void
text_add_sized(struct text *text, const char *piece, size_t size)
{
    make_room(text, size);
    memcpy(text->data + text->size, piece, size);
    text->size += size;
    text->data[text->size] = '\0';
}

void
text_add(struct text *text, const char *piece)
{
    text_add_sized(text, piece, strlen(piece));
}

void
text_add_char(struct text *text, char letter)
{
    text_add_sized(text, &letter, 1);
}

void
text_printf(struct text *text, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (size > 0) {
        make_room(text, (size_t)size);
        vsnprintf(text->data + text->size, (size_t)size + 1, format, arguments);
        text->size += (size_t)size;
    }
    va_end(arguments);
}

void
text_clear(struct text *text)
{
    free(text->data);
    *text = (struct text){ 0 };
}

char *
text_take(struct text *text)
{
    char *data = text->data != NULL ? text->data : memory_get(1);
    *text = (struct text){ 0 };
    return data;
}
