// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/ComposerHeader.h"

#include "core/mime/Address.h"
#include "ui/composer/RecipientEdit.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Separator.h"

#include <QLabel>
#include <QMenu>

namespace tern::ui {
namespace {

constexpr int kLabelWidth = 58;
constexpr int kButtonPadding = 8;  // of a FlatButton, left of its text

QString identityText(const store::IdentityRecord &identity)
{
    return mime::formatAddress({identity.name, identity.address});
}

} // namespace

ComposerHeader::ComposerHeader(const Theme &theme, std::vector<store::IdentityRecord> identities, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_identities(std::move(identities))
{
    m_from = new FlatButton(theme, {}, this);
    m_to = new RecipientEdit(theme, this);
    m_cc = new RecipientEdit(theme, this);
    m_bcc = new RecipientEdit(theme, this);
    m_subject = new QLineEdit(this);
    m_subject->setProperty("flat", true);
    m_subject->setFont(theme.font(Theme::Type::Strong));
    m_showCc = new FlatButton(theme, tr("Cc"), this);
    m_showBcc = new FlatButton(theme, tr("Bcc"), this);
    m_to->input()->setAccessibleName(tr("To"));
    m_cc->input()->setAccessibleName(tr("Cc"));
    m_bcc->input()->setAccessibleName(tr("Bcc"));
    m_subject->setAccessibleName(tr("Subject"));

    auto *fromField = new QWidget(this);
    auto *fromLine = new QHBoxLayout(fromField);
    fromLine->setContentsMargins(0, 0, 0, 0);
    fromLine->setSpacing(0);
    fromLine->addWidget(m_from);
    fromLine->addStretch(1);
    auto *optional = new QWidget(this);
    auto *optionalLine = new QHBoxLayout(optional);
    optionalLine->setContentsMargins(0, 0, 0, 0);
    optionalLine->setSpacing(0);
    for (FlatButton *button : {m_showCc, m_showBcc}) {
        button->setInk(Theme::Ink::Muted);
        button->setFocusPolicy(Qt::TabFocus);
        optionalLine->addWidget(button);
    }
    // The buttons' own room must not push the text out of line with the other fields.
    m_from->setFixedHeight(24);
    m_showCc->setFixedHeight(24);
    m_showBcc->setFixedHeight(24);
    m_showCc->setToolTip(tr("Add recipients of a copy"));
    m_showBcc->setToolTip(tr("Add recipients that the others don't see"));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(row(tr("From"), fromField, nullptr, kButtonPadding));
    column->addWidget(row(tr("To"), m_to, optional));
    m_ccRow = row(tr("Cc"), m_cc);
    m_bccRow = row(tr("Bcc"), m_bcc);
    column->addWidget(m_ccRow);
    column->addWidget(m_bccRow);
    m_subjectRow = row(tr("Subject"), m_subject);
    column->addWidget(m_subjectRow);
    m_ccRow->hide();
    m_bccRow->hide();
    setTabOrder(m_to->input(), m_cc->input());
    setTabOrder(m_cc->input(), m_bcc->input());
    setTabOrder(m_bcc->input(), m_subject);

    if (m_identities.size() > 1) {
        auto *menu = new QMenu(this);
        for (std::size_t i = 0; i < m_identities.size(); ++i)
            connect(menu->addAction(identityText(m_identities[i])), &QAction::triggered, this, [this, i] { chooseIdentity(int(i)); });
        m_from->setMenuMark(true);
        m_from->setAccessibleName(tr("From"));
        connect(m_from, &QAbstractButton::clicked, this, [this, menu] { menu->popup(m_from->mapToGlobal(QPoint(0, m_from->height()))); });
    } else {
        m_from->setFocusPolicy(Qt::NoFocus);
        m_from->setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    connect(m_showCc, &QAbstractButton::clicked, this, [this] {
        m_ccRow->show();
        m_showCc->hide();
        m_cc->setFocus();
    });
    connect(m_showBcc, &QAbstractButton::clicked, this, [this] {
        m_bccRow->show();
        m_showBcc->hide();
        m_bcc->setFocus();
    });
    for (RecipientEdit *edit : {m_to, m_cc, m_bcc})
        connect(edit, &RecipientEdit::changed, this, &ComposerHeader::changed);
    connect(m_subject, &QLineEdit::textChanged, this, &ComposerHeader::changed);
    if (!m_identities.empty())
        m_identity = 0;
    showFrom();
}

void ComposerHeader::hideSubject()
{
    m_subjectRow->hide();
}

QWidget *ComposerHeader::row(const QString &name, QWidget *field, QWidget *aside, int outdent)
{
    auto *whole = new QWidget(this);
    auto *label = new QLabel(name, whole);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setFixedWidth(kLabelWidth);
    label->setFixedHeight(24);
    label->setBuddy(field);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(16, 4, 8, 5);
    line->setSpacing(10 - outdent);
    line->addWidget(label, 0, Qt::AlignTop);
    line->addWidget(field, 1);
    if (aside)
        line->addWidget(aside, 0, Qt::AlignTop);
    field->setMinimumHeight(24);
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addWidget(new Separator(m_theme, Qt::Horizontal, whole));
    return whole;
}

const store::IdentityRecord *ComposerHeader::identity() const
{
    return m_identity < 0 ? nullptr : &m_identities[std::size_t(m_identity)];
}

void ComposerHeader::setIdentity(IdentityId identity, AccountId account)
{
    int found = -1;
    for (std::size_t i = 0; i < m_identities.size(); ++i) {
        if (identity.isValid() && m_identities[i].id == identity)
            found = int(i);
        if (found < 0 && !identity.isValid() && account.isValid() && m_identities[i].account == account)
            found = int(i);
    }
    if (found >= 0)
        m_identity = found;
    showFrom();
}

void ComposerHeader::chooseIdentity(int index)
{
    if (index == m_identity)
        return;
    const store::IdentityRecord *before = identity();
    m_identity = index;
    showFrom();
    Q_EMIT identityChanged(before);
    Q_EMIT changed();
}

void ComposerHeader::showFrom()
{
    const store::IdentityRecord *current = identity();
    m_from->setText(current ? identityText(*current) : tr("No account yet"));
    m_from->updateGeometry();
}

void ComposerHeader::setRecipients(const QString &to, const QString &cc, const QString &bcc)
{
    m_to->setText(to);
    m_cc->setText(cc);
    m_bcc->setText(bcc);
    showOptional();
}

void ComposerHeader::showOptional()
{
    m_ccRow->setVisible(!m_cc->isEmpty());
    m_bccRow->setVisible(!m_bcc->isEmpty());
    m_showCc->setVisible(m_cc->isEmpty());
    m_showBcc->setVisible(m_bcc->isEmpty());
}

void ComposerHeader::setSubject(const QString &subject)
{
    m_subject->setText(subject);
    m_subject->setCursorPosition(0);
}

QString ComposerHeader::subjectText() const
{
    return m_subject->text().simplified();
}

bool ComposerHeader::focusFirstEmpty()
{
    if (m_to->isEmpty()) {
        m_to->setFocus();
        return true;
    }
    if (subjectText().isEmpty()) {
        m_subject->setFocus();
        return true;
    }
    return false;
}

void ComposerHeader::commit()
{
    for (RecipientEdit *edit : {m_to, m_cc, m_bcc})
        edit->commit();
}

} // namespace tern::ui
