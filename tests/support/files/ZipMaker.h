// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtEndian>

#include <string_view>
#include <vector>

namespace tern::test {

/// Makes zip files whose entries are stored; what they claim can be a lie.
class ZipMaker final {
public:
    struct Entry {
        QByteArray name;
        QByteArray content;
        std::uint16_t flags = 0x800;          // the name is UTF-8
        std::uint32_t attributes = 0;
        std::int64_t claimed = -1;            // size unpacked; -1: the truth
        std::int64_t start = -1;              // of the local header; -1: the truth
    };

    ZipMaker &add(Entry entry)
    {
        m_entries.push_back(std::move(entry));
        return *this;
    }
    ZipMaker &add(const char *name, const char *content = "x") { return add({name, content}); }

    [[nodiscard]] QByteArray bytes() const
    {
        QByteArray file, directory;
        for (const Entry &entry : m_entries) {
            const auto start = static_cast<std::uint32_t>(entry.start >= 0 ? entry.start : file.size());
            const auto packed = static_cast<std::uint32_t>(entry.content.size());
            const auto size = static_cast<std::uint32_t>(entry.claimed >= 0 ? entry.claimed : entry.content.size());
            const auto name = static_cast<std::uint16_t>(entry.name.size());
            QByteArray common;
            put(common, entry.flags);
            put<std::uint16_t>(common, size == packed ? 0 : 8);
            put<std::uint32_t>(common, 0);        // time
            put<std::uint32_t>(common, 0);        // CRC
            put(common, packed);
            put(common, size);
            put(common, name);
            put<std::uint16_t>(common, 0);        // extra
            file += QByteArray("PK\3\4\x14\0", 6) + common + entry.name + entry.content;
            directory += QByteArray("PK\1\2\x14\x03\x14\0", 8) + common;
            put<std::uint16_t>(directory, 0);     // comment
            put<std::uint32_t>(directory, 0);     // disk, internal attributes
            put(directory, entry.attributes);
            put(directory, start);
            directory += entry.name;
        }
        QByteArray end("PK\5\6\0\0\0\0", 8);
        put(end, static_cast<std::uint16_t>(m_entries.size()));
        put(end, static_cast<std::uint16_t>(m_entries.size()));
        put(end, static_cast<std::uint32_t>(directory.size()));
        put(end, static_cast<std::uint32_t>(file.size()));
        put<std::uint16_t>(end, 0);
        return file + directory + end;
    }

private:
    template <typename T>
    static void put(QByteArray &to, T value)
    {
        char bytes[sizeof(T)];
        qToLittleEndian(value, bytes);
        to.append(bytes, sizeof(T));
    }

    std::vector<Entry> m_entries;
};

} // namespace tern::test
