// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"

namespace tern::cli {
namespace {

Error wrongUsage(const QString &sentence)
{
    return makeError(ErrorKind::InvalidInput, "usage", sentence.toStdString());
}

} // namespace

Result<Arguments> Arguments::parse(const QStringList &words, const OptionRules &rules)
{
    Arguments arguments;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        if (word == QLatin1String("--")) {
            arguments.m_words += words.mid(i + 1);
            break;
        }
        if (!word.startsWith(QLatin1String("--"))) {
            arguments.m_words.append(word);
            continue;
        }
        const auto equals = word.indexOf(QLatin1Char('='));
        const QString name = word.mid(2, equals < 0 ? -1 : equals - 2);
        if (rules.flags.contains(name)) {
            if (equals >= 0)
                return wrongUsage(QStringLiteral("--%1 takes no value").arg(name));
            arguments.m_options[name];
            continue;
        }
        if (!rules.values.contains(name))
            return wrongUsage(QStringLiteral("unknown option --%1").arg(name));
        if (equals < 0 && i + 1 >= words.size())
            return wrongUsage(QStringLiteral("--%1 needs a value").arg(name));
        arguments.m_options[name].append(equals >= 0 ? word.mid(equals + 1) : words[++i]);
    }
    return arguments;
}

QString Arguments::value(const QString &name) const
{
    const auto found = m_options.find(name);
    return found == m_options.end() || found->second.isEmpty() ? QString() : found->second.last();
}

QStringList Arguments::valuesOf(const QString &name) const
{
    const auto found = m_options.find(name);
    return found == m_options.end() ? QStringList() : found->second;
}

Result<int> Arguments::positive(const QString &name, int otherwise) const
{
    if (!has(name))
        return otherwise;
    bool ok = false;
    const int number = value(name).toInt(&ok);
    if (!ok || number < 1)
        return wrongUsage(QStringLiteral("--%1 needs a number from 1").arg(name));
    return number;
}

} // namespace tern::cli
