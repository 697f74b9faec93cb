// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/RecipientEdit.h"

#include "ui/widgets/FlowLayout.h"
#include "ui/composer/RecipientText.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Chip.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QCompleter>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace tern::ui {
namespace {

constexpr int kMostSuggestions = 8;
constexpr int kInputWidth = 140;
enum { NameRole = Qt::UserRole + 1, AddressRole };

} // namespace

void PillInput::pasteClipboard()
{
    // QLineEdit would turn line breaks into blanks; here they part recipients.
    Q_EMIT pasted(QGuiApplication::clipboard()->text());
}

bool PillInput::popupHasChoice() const
{
    return m_popup && m_popup->isVisible() && m_popup->currentIndex().isValid();
}

bool PillInput::focusNextPrevChild(bool next)
{
    return !popupHasChoice() && QLineEdit::focusNextPrevChild(next);
}

void PillInput::keyPressEvent(QKeyEvent *event)
{
    const bool choosing = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Tab;
    const bool browsing = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down || event->key() == Qt::Key_Escape;
    if ((choosing && popupHasChoice()) || (browsing && m_popup && m_popup->isVisible()))
        return event->ignore(); // QCompleter takes what its widget doesn't
    const bool atStart = cursorPosition() == 0 && !hasSelectedText();
    if (atStart && (event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Left))
        return Q_EMIT leftAtStart();
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !(event->modifiers() & Qt::ControlModifier))
        return Q_EMIT finished();
    if (event->matches(QKeySequence::Paste))
        return pasteClipboard();
    QLineEdit::keyPressEvent(event);
}

void PillInput::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        Q_EMIT focusLeft();
}

void PillInput::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (QAction *paste = menu->findChild<QAction *>(QStringLiteral("edit-paste"))) {
        paste->disconnect();
        connect(paste, &QAction::triggered, this, &PillInput::pasteClipboard);
    }
    menu->popup(event->globalPos());
}

RecipientEdit::RecipientEdit(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    m_flow = new FlowLayout(6, true, this);
    m_flow->setContentsMargins(0, 0, 0, 0);
    m_input = new PillInput(this);
    m_input->setProperty("flat", true);
    m_input->setMinimumWidth(kInputWidth);
    m_input->setFixedHeight(24);
    m_flow->addWidget(m_input);
    setFocusProxy(m_input);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);

    m_suggestions = new QStandardItemModel(this);
    m_completer = new QCompleter(m_suggestions, this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(m_input);
    m_completer->setMaxVisibleItems(kMostSuggestions);
    m_completer->setWrapAround(false); // at the last, Down would choose nobody
    m_completer->popup()->setProperty("suggestions", true);
    m_completer->popup()->setItemDelegate(new QStyledItemDelegate(m_completer->popup())); // the completer's own knows no style sheet
    m_input->setPopup(m_completer->popup());
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, &RecipientEdit::take);

    connect(m_input, &QLineEdit::textChanged, this, &RecipientEdit::typed);
    connect(m_input, &QLineEdit::textEdited, this, &RecipientEdit::complete);
    connect(m_input, &PillInput::finished, this, &RecipientEdit::commit);
    connect(m_input, &PillInput::focusLeft, this, &RecipientEdit::commit);
    connect(m_input, &PillInput::pasted, this, [this](const QString &pasted) {
        QString text = m_input->text();
        text.replace(m_input->selectionStart() < 0 ? m_input->cursorPosition() : m_input->selectionStart(), m_input->selectedText().size(), pasted.trimmed());
        // Several at once are all taken; a single one can still be changed.
        std::vector<mime::Address> taken = takeRecipients(text, false);
        if (!taken.empty() && !text.trimmed().isEmpty()) {
            std::vector<mime::Address> rest = takeRecipients(text, true);
            taken.insert(taken.end(), rest.begin(), rest.end());
        }
        m_input->setText(text.trimmed());
        add(std::move(taken));
    });
    connect(m_input, &PillInput::leftAtStart, this, [this] {
        if (!m_pills.isEmpty())
            m_pills.last()->setFocus(Qt::OtherFocusReason);
    });
}

RecipientEdit::~RecipientEdit()
{
    // A line that loses the focus while it is destroyed must find nobody here.
    m_input->disconnect(this);
}

void RecipientEdit::setLookup(Lookup lookup)
{
    m_lookup = std::move(lookup);
}

void RecipientEdit::setText(const QString &list)
{
    m_settingText = true;
    while (!m_pills.isEmpty())
        remove(m_pills.last(), false);
    m_input->clear();
    QString text = list;
    add(takeRecipients(text, true));
    m_settingText = false;
}

QString RecipientEdit::text() const
{
    std::vector<mime::Address> all = m_recipients;
    QString rest = m_input->text();
    for (mime::Address &address : takeRecipients(rest, true))
        all.push_back(std::move(address));
    return mime::formatAddressList(all);
}

bool RecipientEdit::isEmpty() const
{
    return m_recipients.empty() && m_input->text().trimmed().isEmpty();
}

QString RecipientEdit::firstInvalid() const
{
    for (const mime::Address &address : m_recipients) {
        if (!isSendable(address))
            return address.address.isEmpty() ? address.name : address.address;
    }
    return {};
}

int RecipientEdit::heightForWidth(int width) const
{
    return m_flow->heightForWidth(width);
}

void RecipientEdit::add(std::vector<mime::Address> addresses)
{
    if (addresses.empty())
        return;
    for (mime::Address &address : addresses) {
        const bool known = std::any_of(m_recipients.begin(), m_recipients.end(), [&](const mime::Address &other) {
            return other.address.compare(address.address, Qt::CaseInsensitive) == 0;
        });
        if (!known)
            insertPill(address);
    }
    updateGeometry();
    if (!m_settingText)
        Q_EMIT changed();
}

void RecipientEdit::insertPill(const mime::Address &address)
{
    auto *pill = new Pill(m_theme, address.name.isEmpty() ? address.address : address.name, this);
    pill->setDoubtful(!isSendable(address));
    const QString full = mime::formatAddress(address);
    pill->setToolTip(isSendable(address) ? full : tr("%1 is not a mail address").arg(full));
    pill->setAccessibleName(pill->toolTip());
    // Reached from the line by arrows and backspace, so that Tab goes from field to field.
    pill->setFocusPolicy(Qt::ClickFocus);
    pill->installEventFilter(this);
    connect(pill, &Pill::removeRequested, this, [this, pill] { remove(pill, true); });
    m_flow->insertWidget(m_flow->count() - 1, pill);
    pill->show();
    m_pills.append(pill);
    m_recipients.push_back(address);
}

void RecipientEdit::remove(Pill *pill, bool focusNext)
{
    const qsizetype at = m_pills.indexOf(pill);
    if (at < 0)
        return;
    m_pills.removeAt(at);
    m_recipients.erase(m_recipients.begin() + at);
    m_flow->removeWidget(pill);
    if (focusNext) {
        QWidget *next = at > 0 && at >= m_pills.size() && !m_pills.isEmpty() ? static_cast<QWidget *>(m_pills.last()) : m_input;
        (at < m_pills.size() ? static_cast<QWidget *>(m_pills.at(at)) : next)->setFocus(Qt::OtherFocusReason);
        if (m_pills.isEmpty())
            m_input->setFocus(Qt::OtherFocusReason);
    }
    pill->hide();
    pill->deleteLater();
    updateGeometry();
    if (!m_settingText)
        Q_EMIT changed();
}

void RecipientEdit::editAgain(Pill *pill)
{
    const qsizetype at = m_pills.indexOf(pill);
    if (at < 0)
        return;
    commit();
    const QString full = mime::formatAddress(m_recipients[std::size_t(at)]);
    remove(pill, false);
    m_input->setText(full);
    m_input->setFocus(Qt::OtherFocusReason);
    m_input->end(false);
}

void RecipientEdit::commit()
{
    QString text = m_input->text();
    std::vector<mime::Address> taken = takeRecipients(text, true);
    if (m_completer->popup()->isVisible())
        m_completer->popup()->hide();
    if (!m_input->text().isEmpty())
        m_input->clear();
    add(std::move(taken));
}

void RecipientEdit::typed(const QString &text)
{
    QString rest = text;
    std::vector<mime::Address> taken = takeRecipients(rest, false);
    if (rest.size() != text.size()) {
        const QSignalBlocker blocker(m_input);
        m_input->setText(rest.trimmed());
        m_completer->popup()->hide();
    }
    add(std::move(taken));
    if (!m_settingText)
        Q_EMIT changed();
}

void RecipientEdit::complete()
{
    const QString prefix = m_input->text().trimmed();
    if (!m_lookup || prefix.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_suggestions->clear();
    suggest(m_lookup(prefix));
    showSuggestions(prefix);
    if (m_further && m_suggestions->rowCount() < kMostSuggestions) {
        m_further(prefix, [this, prefix](const std::vector<std::pair<QString, QString>> &people) {
            if (m_input->text().trimmed() != prefix)
                return; // somebody else is being typed now
            suggest(people);
            showSuggestions(prefix);
        });
    }
}

void RecipientEdit::suggest(const std::vector<std::pair<QString, QString>> &people)
{
    for (const auto &[name, address] : people) {
        if (m_suggestions->rowCount() == kMostSuggestions)
            return;
        const QModelIndexList there = m_suggestions->match(m_suggestions->index(0, 0), AddressRole, address, 1, Qt::MatchFixedString);
        if (!there.isEmpty())
            continue;
        auto *item = new QStandardItem(name.isEmpty() ? address : QString(name + QLatin1String("   ") + address));
        item->setData(name, NameRole);
        item->setData(address, AddressRole);
        m_suggestions->appendRow(item);
    }
}

void RecipientEdit::showSuggestions(const QString &prefix)
{
    if (m_suggestions->rowCount() == 0) {
        m_completer->popup()->hide();
        return;
    }
    const QModelIndex chosen = m_completer->popup()->isVisible() ? m_completer->popup()->currentIndex() : QModelIndex();
    m_completer->complete(QRect(0, 0, std::max(320, m_input->width()), m_input->height()));
    if (chosen.row() > 0)
        return m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(chosen.row(), 0)); // more came below what is chosen
    // What is an address already stays what it is on Enter.
    if (!isSendable({QString(), prefix}))
        m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(0, 0));
}

void RecipientEdit::take(const QModelIndex &suggestion)
{
    const mime::Address chosen{suggestion.data(NameRole).toString(), suggestion.data(AddressRole).toString()};
    m_input->clear();
    add({chosen});
}

bool RecipientEdit::eventFilter(QObject *watched, QEvent *event)
{
    auto *pill = qobject_cast<Pill *>(watched);
    if (!pill || !m_pills.contains(pill))
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::MouseButtonDblClick) {
        editAgain(pill);
        return true;
    }
    if (event->type() == QEvent::KeyPress)
        return pillKey(pill, static_cast<QKeyEvent *>(event));
    return QWidget::eventFilter(watched, event);
}

bool RecipientEdit::pillKey(Pill *pill, QKeyEvent *event)
{
    const qsizetype at = m_pills.indexOf(pill);
    switch (event->key()) {
    case Qt::Key_Left:
        if (at > 0)
            m_pills.at(at - 1)->setFocus(Qt::OtherFocusReason);
        return true;
    case Qt::Key_Right:
    case Qt::Key_End:
        (event->key() == Qt::Key_Right && at + 1 < m_pills.size() ? static_cast<QWidget *>(m_pills.at(at + 1)) : m_input)->setFocus(Qt::OtherFocusReason);
        return true;
    case Qt::Key_Home:
        m_pills.first()->setFocus(Qt::OtherFocusReason);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
        if (event->modifiers() & Qt::ControlModifier)
            return false;
        editAgain(pill);
        return true;
    default:
        break;
    }
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(mime::formatAddress(m_recipients[std::size_t(at)]));
        return true;
    }
    if (!event->text().isEmpty() && event->text().at(0).isPrint() && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier))) {
        m_input->setFocus(Qt::OtherFocusReason);
        m_input->insert(event->text());
        return true;
    }
    return false;
}

void RecipientEdit::mousePressEvent(QMouseEvent *event)
{
    m_input->setFocus(Qt::MouseFocusReason);
    QWidget::mousePressEvent(event);
}

} // namespace tern::ui
