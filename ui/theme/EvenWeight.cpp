// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/EvenWeight.h"

#include <dlfcn.h>

namespace tern::ui {

void evenWeightOfCffFonts()
{
    // Both are exported by the libraries that QtGui loads; there is no public way to Qt's own FreeType library object, which is the one to tell.
    using Library = void *;
    const auto library = reinterpret_cast<Library (*)()>(dlsym(RTLD_DEFAULT, "_Z14qt_getFreetypev"));
    const auto setProperty = reinterpret_cast<int (*)(Library, const char *, const char *, const void *)>(dlsym(RTLD_DEFAULT, "FT_Property_Set"));
    if (!library || !setProperty)
        return;
    const unsigned char noStemDarkening = 1;
    setProperty(library(), "cff", "no-stem-darkening", &noStemDarkening);
}

} // namespace tern::ui
