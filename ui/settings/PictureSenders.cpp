// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/PictureSenders.h"

#include "core/engine/Engine.h"
#include "ui/rows/ActionRowList.h"
#include "ui/settings/SettingKeys.h"

#include <QLabel>
#include <QVBoxLayout>

namespace tern::ui {

namespace {

constexpr int kHeight = 220;
constexpr int kTakeBack = 1;

QStringList listOf(store::StoreReader &reader, const QString &key)
{
    const auto value = reader.setting(key);
    return value && *value ? (*value)->split(u'\n', Qt::SkipEmptyParts) : QStringList();
}

} // namespace

PictureSenders::PictureSenders(const WindowContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    auto *title = new QLabel(tr("Images on other machines are always loaded for"), this);
    column->addWidget(title);
    m_list = new ActionRowList(context.theme, tr("Nobody"), tr("The bar above a message with such images offers it."), this);
    m_list->setAccessibleName(title->text());
    m_list->setFixedHeight(kHeight);
    title->setBuddy(m_list);
    column->addWidget(m_list);
    connect(m_list, &ActionRowList::actionTriggered, this, [this](qint64 key, int) { withdraw(key); });
    m_senders = listOf(context.reader, settings::kPicturesOfSenders);
    m_domains = listOf(context.reader, settings::kPicturesOfDomains);
    fill();
}

/// Domains first: they let in most. A row's key is its place, counted from 1 over both lists.
void PictureSenders::fill()
{
    std::vector<RowData> rows;
    const auto add = [&rows](const QString &title, const QString &about) {
        RowData row;
        row.key = static_cast<qint64>(rows.size()) + 1;
        row.title = title;
        row.subtitle = about;
        row.actions = {{kTakeBack, tr("No longer")}};
        rows.push_back(row);
    };
    for (const QString &domain : std::as_const(m_domains))
        add(domain, tr("Everybody of this domain"));
    for (const QString &sender : std::as_const(m_senders))
        add(sender, tr("This sender"));
    m_list->rows().setRows(std::move(rows));
}

void PictureSenders::withdraw(qint64 key)
{
    const qsizetype place = key - 1;
    if (place < 0 || place >= m_domains.size() + m_senders.size())
        return;
    const bool isDomain = place < m_domains.size();
    QStringList &list = isDomain ? m_domains : m_senders;
    list.removeAt(isDomain ? place : place - m_domains.size());
    m_context.engine.setSetting(isDomain ? settings::kPicturesOfDomains : settings::kPicturesOfSenders, list.join(u'\n'));
    fill();
}

} // namespace tern::ui
