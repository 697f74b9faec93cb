// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QString>
#include <QStringList>

#include <map>
#include <set>

namespace tern::cli {

/// What options a command knows: `--name` alone, or with a value (`--name V` or `--name=V`). Names without the dashes.
struct OptionRules {
    std::set<QString> flags;
    std::set<QString> values;
};

/// A command's words and options, read against its rules. `--` ends the options. A single dash doesn't begin one (`-flagged`).
class Arguments final {
public:
    /// Errors: InvalidInput with a sentence for the person.
    [[nodiscard]] static Result<Arguments> parse(const QStringList &words, const OptionRules &rules);

    [[nodiscard]] const QStringList &words() const { return m_words; }
    [[nodiscard]] bool has(const QString &name) const { return m_options.contains(name); }
    /// The last one given; empty if none.
    [[nodiscard]] QString value(const QString &name) const;
    [[nodiscard]] QStringList valuesOf(const QString &name) const;
    /// A whole number ≥ 1. Errors: InvalidInput.
    [[nodiscard]] Result<int> positive(const QString &name, int otherwise) const;

private:
    QStringList m_words;
    std::map<QString, QStringList> m_options;
};

} // namespace tern::cli
