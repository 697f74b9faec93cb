// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <utility>
#include <vector>

namespace tern::test {

/// The beginning of a compound file and a sector of its directory: as much as tells what it is. \param names  with the type of each entry
/// (1 storage, 2 stream, 5 root)
[[nodiscard]] inline QByteArray oleFile(const std::vector<std::pair<QByteArray, char>> &names, const QByteArray &rootClass = QByteArray(16, '\0'))
{
    QByteArray file = QByteArray("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8).leftJustified(512, '\0');
    for (const auto &[name, type] : names) {
        QByteArray entry;
        for (const char letter : name)
            entry += QByteArray(1, letter) + '\0';
        entry = entry.leftJustified(64, '\0');
        entry += QByteArray(1, static_cast<char>(name.size() * 2 + 2)) + '\0' + type;
        entry = entry.leftJustified(80, '\0');
        entry += type == 5 ? rootClass : QByteArray(16, '\0');
        file += entry.leftJustified(128, '\0');
    }
    return file;
}

} // namespace tern::test
