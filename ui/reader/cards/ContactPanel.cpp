// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/cards/ContactPanel.h"

#include "core/mime/Address.h"
#include "ui/reader/cards/CardDesk.h"
#include "ui/widgets/Avatar.h"
#include "ui/widgets/Buttons.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>

namespace tern::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ContactPanel)
};

constexpr std::size_t kShown = 4;       // of each kind

QString labelOf(const calendar::ContactCard::Entry &entry)
{
    using Use = calendar::ContactCard::Use;
    if (!entry.label.isEmpty())
        return entry.label;
    switch (entry.use) {
    case Use::Home: return Words::tr("home");
    case Use::Work: return Words::tr("work");
    case Use::Mobile: return Words::tr("mobile");
    case Use::Fax: return Words::tr("fax");
    case Use::None: break;
    }
    return {};
}

QString entryText(const calendar::ContactCard::Entry &entry)
{
    const QString label = labelOf(entry);
    return label.isEmpty() ? entry.value : Words::tr("%1 (%2)", "a phone number or address, and what it is for").arg(entry.value, label);
}

QStringList entryTexts(const std::vector<calendar::ContactCard::Entry> &entries, std::size_t most)
{
    QStringList texts;
    for (const auto &entry : entries) {
        if (static_cast<std::size_t>(texts.size()) < most)
            texts << entryText(entry);
    }
    return texts;
}

QString positionOf(const calendar::ContactCard &card)
{
    QStringList parts = card.organization;
    if (!card.title.isEmpty())
        parts.prepend(card.title);
    return parts.join(QLatin1String(", "));
}

} // namespace

ContactPanel::ContactPanel(CardDesk &desk, const calendar::ContactCard &card, QWidget *parent) : CardPanel(desk.theme(), parent)
{
    const QString address = card.addresses.empty() ? QString() : card.addresses.front().value;
    const QString name = card.name.isEmpty() ? address : card.name;
    auto *avatar = new Avatar(desk.theme());
    avatar->setPerson(name, address);
    setSign(avatar);
    setAccessibleName(tr("Address card of %1").arg(name));
    addLine(name, Theme::Ink::Text, Theme::Type::Strong);
    if (const QString position = positionOf(card); !position.isEmpty() && position != name)
        addLine(position, Theme::Ink::Muted);
    for (const auto *entries : {&card.addresses, &card.phones, &card.places}) {
        if (const QStringList texts = entryTexts(*entries, kShown); !texts.isEmpty())
            addLine(texts.join(entries == &card.places ? QStringLiteral("\n") : QStringLiteral("   ")));
    }
    if (!address.isEmpty()) {
        connect(addButton(tr("Write to %1").arg(address)), &QAbstractButton::clicked, this, [&desk, address] {
            QUrl url;
            url.setScheme(QStringLiteral("mailto"));
            url.setPath(address);
            Q_EMIT desk.mailtoActivated(url);
        });
    }
    connect(addButton(tr("Copy")), &QAbstractButton::clicked, this, [&desk, text = contactText(card)] {
        QGuiApplication::clipboard()->setText(text);
        Q_EMIT desk.said(tr("The address card was copied."));
    });
}

QString contactText(const calendar::ContactCard &card)
{
    QStringList lines{card.name, positionOf(card)};
    for (const auto *entries : {&card.addresses, &card.phones, &card.places})
        lines += entryTexts(*entries, entries->size());
    lines += card.web;
    lines << card.birthday << card.note;
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace tern::ui
