// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/markup/PictureType.h"

namespace tern::markup {

std::string_view pictureType(std::string_view bytes)
{
    using namespace std::string_view_literals;
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv))
        return "image/png";
    if (bytes.starts_with("\xFF\xD8\xFF"sv))
        return "image/jpeg";
    if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv))
        return "image/gif";
    if (bytes.size() >= 12 && bytes.starts_with("RIFF"sv) && bytes.substr(8, 4) == "WEBP"sv)
        return "image/webp";
    if (bytes.size() >= 18 && bytes.starts_with("BM"sv))
        return "image/bmp";
    return {};
}

} // namespace tern::markup
