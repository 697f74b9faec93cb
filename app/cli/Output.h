// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <mutex>
#include <utility>
#include <vector>

namespace tern::cli {

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;
constexpr int kProfileInUse = 3;

/// Writes what a command found: one JSON object a line, or a table for people.
/// Thread: any.
class Output final {
public:
    explicit Output(bool json) : m_json(json) {}
    [[nodiscard]] bool isJson() const { return m_json; }

    /// One object. With a table open its values are a row: `columns` are the keys shown.
    void object(const QJsonObject &object);
    /// Rows from now on, with these keys as columns; written by endTable().
    void beginTable(QStringList keys);
    void endTable();
    /// A line for people; nothing with --json.
    void line(const QString &text);
    /// A line on standard error; why it failed. \return kFailed
    int failure(const QString &text);
    int failure(const Error &error);
    int wrongUsage(const QString &text);
    /// Bytes as they are.
    void raw(const QByteArray &bytes);

private:
    void write(const QByteArray &bytes);

    const bool m_json;
    std::mutex m_mutex;
    QStringList m_columns;
    std::vector<QStringList> m_rows;
};

/// One sentence in English for a terminal.
[[nodiscard]] QString sentence(const Error &error);

} // namespace tern::cli
