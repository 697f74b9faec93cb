// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/WindowSettings.h"

#include "ui/settings/SettingKeys.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tern::ui {

namespace {

QString valueOf(store::StoreReader &reader, const QString &key)
{
    const auto value = reader.setting(key);
    return value && *value ? **value : QString();
}

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    for (const auto &entry : value.toArray())
        list << entry.toString();
    return list;
}

QByteArray bytes(const QJsonValue &value)
{
    return QByteArray::fromBase64(value.toString().toLatin1());
}

} // namespace

WindowSettings readWindowSettings(store::StoreReader &reader)
{
    WindowSettings settings;
    bool isNumber = false;
    const int after = valueOf(reader, settings::kMarkReadAfter).toInt(&isNumber);
    if (isNumber)
        settings.markReadAfterMs = after;
    settings.preferText = valueOf(reader, settings::kPreferPlainText) == QStringLiteral("1");
    settings.conversations = valueOf(reader, settings::kConversations) != QStringLiteral("0");
    settings.grouped = settings.conversations && valueOf(reader, settings::kGroupConversations) == QStringLiteral("1");
    settings.compact = valueOf(reader, settings::kDensity) == QStringLiteral("compact");
    return settings;
}

QString windowLayoutKey()
{
    return QStringLiteral("window.layout");
}

QString packLayout(const WindowLayout &layout)
{
    const QJsonObject object{{QStringLiteral("geometry"), QString::fromLatin1(layout.geometry.toBase64())},
                             {QStringLiteral("sizes"), QString::fromLatin1(layout.sizes.toBase64())},
                             {QStringLiteral("collapsed"), QJsonArray::fromStringList(layout.collapsed)},
                             {QStringLiteral("recentTargets"), QJsonArray::fromStringList(layout.recentTargets)}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

WindowLayout unpackLayout(const QString &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    return {bytes(object[QStringLiteral("geometry")]), bytes(object[QStringLiteral("sizes")]), strings(object[QStringLiteral("collapsed")]),
            strings(object[QStringLiteral("recentTargets")])};
}

} // namespace tern::ui
