// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/FileLook.h"

#include <array>

namespace tern::files {
namespace {

template <typename Enum, std::size_t count>
QString nameIn(const std::array<const char *, count> &names, Enum value)
{
    return QString::fromLatin1(names.at(static_cast<std::size_t>(value)));
}

// In the order of the enumerations.
constexpr std::array kKinds{"unknown", "empty", "text", "web_page", "drawing", "picture", "pdf", "rich_text", "document", "document_with_macros",
                            "locked_document", "archive", "locked_archive", "program", "script", "shortcut", "installer", "java_program", "web_program",
                            "system_change", "disk_image", "mail", "calendar", "contact", "sound", "film", "font"};
constexpr std::array kLevels{"harmless", "caution", "dangerous"};
constexpr std::array kReasons{"none", "program", "script", "shortcut", "installer", "java_program", "web_program", "system_change", "macros", "disk_image",
                              "locked", "program_inside", "bomb", "objects_inside", "active_pdf", "active_drawing", "web_page", "disguised"};
constexpr std::array kTricks{"none", "hidden_direction", "double_ending", "far_ending", "lost_ending", "mixed_letters"};
static_assert(kKinds.size() == static_cast<std::size_t>(FileKind::Font) + 1);
static_assert(kReasons.size() == static_cast<std::size_t>(FileLook::Reason::Disguised) + 1);
static_assert(kTricks.size() == static_cast<std::size_t>(FileLook::NameTrick::MixedLetters) + 1);

} // namespace

QString nameOf(FileKind kind)
{
    return nameIn(kKinds, kind);
}

QString nameOf(FileLook::Level level)
{
    return nameIn(kLevels, level);
}

QString nameOf(FileLook::Reason reason)
{
    return nameIn(kReasons, reason);
}

QString nameOf(FileLook::NameTrick trick)
{
    return nameIn(kTricks, trick);
}

} // namespace tern::files
